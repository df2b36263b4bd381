using Xunit;

namespace Workflows.EndToEnd.Browser;

[CollectionDefinition(BrowserFixture.Collection)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>;
