using Xunit;

namespace Workflows.Server.Tests.Hosting;

[CollectionDefinition(ServerFixture.Collection)]
public sealed class ServerCollection : ICollectionFixture<ServerFixture>;
