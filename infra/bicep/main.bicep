// What Millrace needs of Azure beside a cluster: images, a database, secrets, and, for those who run workflows there, a Functions app.
// One resource group. The cluster itself, its ingress and its add-ons are not here yet.

targetScope = 'resourceGroup'

@description('Begins the name of everything. Lower-case letters and digits.')
@minLength(3)
@maxLength(12)
param name string = 'millrace'

param location string = resourceGroup().location

@allowed([
  'development'
  'production'
])
param environment string

@description('Object id of the kubelet identity of the cluster that pulls images. Empty while there is no cluster.')
param kubeletPrincipalId string = ''

@secure()
@minLength(24)
param databasePassword string

@description('Whether workflows run on Azure Functions instead of workflows-host. Never both for a tenant.')
param workflowsOnFunctions bool = false

@description('Ingress of the broker, as the Functions app reaches it. Only needed with workflowsOnFunctions.')
param brokerUrl string = ''

@secure()
@description('Secrets of the Functions app by name: workflows-host-database-password and content-key, as the cluster has them.')
param workflowSecrets object = {}

var tags = {
  'millrace.dev-env': environment
  'millrace.dev-app': 'millrace'
  'millrace.dev-cost-center': 'platform'
}
var production = environment == 'production'
// Names that the whole world shares.
var unique = '${name}${uniqueString(resourceGroup().id)}'

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: unique
    location: location
    tags: tags
    sku: production ? 'Premium' : 'Basic'
    pullers: empty(kubeletPrincipalId) ? [] : [
      kubeletPrincipalId
    ]
  }
}

module database 'modules/postgresql.bicep' = {
  name: 'postgresql'
  params: {
    name: unique
    location: location
    tags: tags
    subnetId: network.outputs.databaseSubnetId
    dnsZoneId: network.outputs.databaseZoneId
    administratorPassword: databasePassword
    highlyAvailable: production
    skuName: production ? 'Standard_D2ds_v5' : 'Standard_B2s'
    skuTier: production ? 'GeneralPurpose' : 'Burstable'
    backupRetentionDays: production ? 35 : 7
  }
}

module workflowsIdentity 'modules/identity.bicep' = {
  name: 'workflows-identity'
  params: {
    name: '${name}-workflows'
    location: location
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take(unique, 24)
    location: location
    tags: tags
    reader: workflowsIdentity.outputs.principalId
    // Never the administrator's password.
    readable: workflowsOnFunctions ? [
      'workflows-host-database-password'
      'content-key'
    ] : []
    secrets: union(workflowSecrets, {
      'database-admin-password': databasePassword
    })
  }
}

module observability 'modules/observability.bicep' = {
  name: 'observability'
  params: {
    name: name
    location: location
    tags: tags
    retentionInDays: production ? 90 : 30
  }
}

module storage 'modules/storage.bicep' = if (workflowsOnFunctions) {
  name: 'storage'
  params: {
    name: take(unique, 24)
    location: location
    tags: tags
    principalId: workflowsIdentity.outputs.principalId
  }
}

module workflows 'modules/workflows.bicep' = if (workflowsOnFunctions) {
  name: 'workflows'
  params: {
    name: '${unique}-workflows'
    location: location
    tags: tags
    identityId: workflowsIdentity.outputs.id
    identityClientId: workflowsIdentity.outputs.clientId
    identityPrincipalId: workflowsIdentity.outputs.principalId
    subnetId: network.outputs.functionsSubnetId
    // The module is there whenever this one is.
    storageAccountName: storage!.outputs.accountName
    packagesUrl: storage!.outputs.packagesUrl
    insightsName: observability.outputs.insightsName
    insightsConnection: observability.outputs.insightsConnection
    vaultUri: vault.outputs.uri
    databaseUrl: database.outputs.jdbcUrl
    brokerUrl: brokerUrl
  }
}

output registry string = registry.outputs.loginServer
output databaseHost string = database.outputs.host
output databaseJdbcUrl string = database.outputs.jdbcUrl
output vault string = vault.outputs.uri
