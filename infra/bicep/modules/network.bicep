// One network: the cluster's nodes, PostgreSQL and the Functions app, each in a subnet of its own.

param name string
param location string
param tags object

@description('Of the whole network. The subnets below are cut out of it.')
param addressPrefix string = '10.40.0.0/16'

@description('infra/knative/overlays/prod opens exactly this to functions.')
param databasePrefix string = '10.40.16.0/24'

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: [
      {
        name: 'workload'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 20, 0)
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: databasePrefix
          delegations: [
            {
              name: 'postgresql'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 17)
          delegations: [
            {
              // What the Flex Consumption plan asks for.
              name: 'functions'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
    ]
  }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource databaseZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: databaseZone
  name: name
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

output workloadSubnetId string = '${network.id}/subnets/workload'
output databaseSubnetId string = '${network.id}/subnets/database'
output functionsSubnetId string = '${network.id}/subnets/functions'
output databaseZoneId string = databaseZone.id
