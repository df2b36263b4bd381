using Workflows.Server.Tests.Hosting;

namespace Workflows.Server.Tests.Elsa;

/// <summary>A server on which C# expressions are switched on.</summary>
public sealed class CodeServerFixture : ServerFixture
{
    protected override IReadOnlyList<string> Settings => ["--CSharp:Enabled=true", "--CSharp:TimeLimit=00:00:01"];
}
