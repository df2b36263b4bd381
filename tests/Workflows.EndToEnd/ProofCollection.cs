using Xunit;

namespace Workflows.EndToEnd;

[CollectionDefinition(ProofFixture.Collection, DisableParallelization = true)]
public sealed class ProofCollection : ICollectionFixture<ProofFixture>;
