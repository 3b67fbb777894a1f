// Secrets. Access is by roles alone, and what is deleted can be had back.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object

@description('Object id of the identity that reads the secrets named below, each of them and no other.')
param reader string

@description('Names of the secrets that the reader may read; each is in secrets, or in the vault already.')
param readable array = []

@description('Secrets by name, the readable ones among them. What is written here is set with each deployment.')
@secure()
param secrets object = {}

var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

resource values 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [for secret in items(secrets): {
  parent: vault
  name: secret.key
  properties: {
    value: secret.value
  }
}]

resource readableSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = [for secret in readable: {
  parent: vault
  name: secret
}]

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (secret, index) in readable: {
  name: guid(vault.id, secret, reader, secretsUser)
  scope: readableSecrets[index]
  dependsOn: [
    values
  ]
  properties: {
    roleDefinitionId: secretsUser
    principalId: reader
    principalType: 'ServicePrincipal'
  }
}]

output uri string = vault.properties.vaultUri
