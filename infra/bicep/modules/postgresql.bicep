// The one database, reachable from the network alone. The Job in infra/knative/migrations makes schemas and roles in it.

param name string
param location string
param tags object

@description('Delegated to Microsoft.DBforPostgreSQL/flexibleServers.')
param subnetId string

@description('Private DNS zone, linked to the network.')
param dnsZoneId string

param administrator string = 'millrace_admin'

@secure()
@minLength(24)
param administratorPassword string

@description('Tests run against 18.')
param version string = '17'

@description('Two zones at the price of two servers; needs GeneralPurpose or MemoryOptimized.')
param highlyAvailable bool = false

param skuName string = 'Standard_D2ds_v5'

@allowed([
  'Burstable'
  'GeneralPurpose'
  'MemoryOptimized'
])
param skuTier string = 'GeneralPurpose'

param storageSizeGB int = 64

@description('How far back a point-in-time restore reaches, in days.')
@minValue(7)
@maxValue(35)
param backupRetentionDays int = 14

@description('At least the sum of max-scale times pool over all functions, and some for people.')
param maxConnections int = 200

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: skuName
    tier: skuTier
  }
  properties: {
    version: version
    administratorLogin: administrator
    administratorLoginPassword: administratorPassword
    storage: {
      storageSizeGB: storageSizeGB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: highlyAvailable ? 'ZoneRedundant' : 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: dnsZoneId
    }
  }
}

resource connections 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01' = {
  parent: server
  name: 'max_connections'
  properties: {
    value: string(maxConnections)
    source: 'user-override'
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'millrace'
  // The server takes one change at a time.
  dependsOn: [
    connections
  ]
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

output host string = server.properties.fullyQualifiedDomainName
output jdbcUrl string = 'jdbc:postgresql://${server.properties.fullyQualifiedDomainName}:5432/${database.name}?sslmode=require'
