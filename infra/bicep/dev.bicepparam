using 'main.bicep'

param environment = 'development'
param databasePassword = readEnvironmentVariable('MILLRACE_DATABASE_PASSWORD')
