// Images. Nobody signs in with a password; whoever pulls does so as an identity.

@minLength(5)
@maxLength(50)
param name string
param location string
param tags object

@description('Basic will do for trying; Premium has private links, retention and replication.')
@allowed([
  'Basic'
  'Standard'
  'Premium'
])
param sku string = 'Standard'

@description('Object ids of the identities that pull, such as the kubelet identity of a cluster.')
param pullers array = []

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for puller in pullers: {
  name: guid(registry.id, puller, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: acrPull
    principalId: puller
    principalType: 'ServicePrincipal'
  }
}]

output loginServer string = registry.properties.loginServer
