// The workflows of workflows/durable/azure on Durable Functions: Flex Consumption, Java 21.

param name string
param location string
param tags object

param identityId string
param identityClientId string
param identityPrincipalId string

param subnetId string
param storageAccountName string
param packagesUrl string
param insightsName string
param insightsConnection string

@description('Ends with a slash.')
param vaultUri string

@description('JDBC, without user and password.')
param databaseUrl string

@description('Ingress of the broker, over HTTPS, as this app reaches it.')
param brokerUrl string

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

var metricsPublisher = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identityPrincipalId, metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: metricsPublisher
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
    // Who reads the references to the vault below.
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'java'
        version: '21'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: 2048
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: [
        // The names of infra/knative's secrets, so that both ways read alike; see workflows/durable/azure/README.md.
        { name: 'AzureWebJobsStorage__accountName', value: storageAccountName }
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnection }
        { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identityClientId};Authorization=AAD' }
        { name: 'MILLRACE_BROKER', value: brokerUrl }
        { name: 'MILLRACE_DATABASE_URL', value: databaseUrl }
        { name: 'MILLRACE_DATABASE_USERNAME', value: 'workflows_host' }
        { name: 'MILLRACE_DATABASE_PASSWORD', value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/workflows-host-database-password)' }
        { name: 'MILLRACE_CONTENT_KEY', value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/content-key)' }
      ]
    }
  }
}

output host string = app.properties.defaultHostName
