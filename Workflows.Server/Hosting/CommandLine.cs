namespace Workflows.Server.Hosting;

/// <summary>What the command line asks for beyond configuration keys (<c>--urls</c>, <c>--Section:Key=value</c>).</summary>
/// <param name="SeedDemo">Whether two tenants with people, policies and tickets are added before serving.</param>
/// <param name="Settings">The rest, for the configuration.</param>
internal sealed record CommandLine(bool SeedDemo, string[] Settings)
{
    public const string SeedDemoFlag = "--seed-demo";

    public static CommandLine Parse(string[] args) => new(
        args.Contains(SeedDemoFlag, StringComparer.Ordinal),
        [.. args.Where(static arg => arg != SeedDemoFlag)]);
}
