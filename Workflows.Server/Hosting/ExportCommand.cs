using System.Text.Json;
using Npgsql;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Management;
using Workflows.Server.Access;
using Workflows.Server.Bursts;
using Workflows.Server.Elsa.Definitions;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Hosting;

/// <summary>
/// <c>Workflows.Server export [--tenant=key] [--to=folder]</c>: writes a tenant's published definitions as files, so that a team can
/// review in its version control what was changed in the designer. A file that has the definition already is replaced.
/// </summary>
internal static class ExportCommand
{
    public const string Name = "export";

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken = default)
    {
        var builder = ServerComposition.CreateBuilder(CommandLine.Parse(args));
        using var loggers = LoggerFactory.Create(logging => ServerComposition.AddLogging(logging, builder.Configuration));
        await using var host = await DatabaseHost.OpenAsync(builder.Configuration, loggers.CreateLogger<DatabaseHost>(), cancellationToken);
        await using var database = new EngineDataSource(host.ConnectionString);
        var folder = builder.Configuration["to"] ?? builder.Configuration[$"{DesignerExportOptions.Section}:{nameof(DesignerExportOptions.Directory)}"] ?? "designer-exports";
        var key = builder.Configuration["tenant"] ?? Policies.HomeTenant;
        if (await TenantAsync(database, key, cancellationToken) is not { } tenant)
        {
            await output.WriteLineAsync($"There is no tenant '{key}'.");
            return 1;
        }

        Directory.CreateDirectory(folder);
        var published = await new DefinitionStore(database).ReadAsync(
            tenant, new DefinitionFilter { Versions = DefinitionVersions.Published, Limit = 100_000 }, cancellationToken);
        var existing = await ExistingAsync(folder, cancellationToken);
        foreach (var definition in published.Where(static d => !d.IsOrigin))
        {
            var file = existing.GetValueOrDefault(definition.DefinitionId) ?? Path.Combine(folder, $"{FileName(definition.DefinitionId)}.json");
            await File.WriteAllBytesAsync(file, DefinitionFiles.Bytes(definition), cancellationToken);
            await output.WriteLineAsync($"{definition.DefinitionId} version {definition.Version} -> {file}");
        }

        return 0;
    }

    private static async Task<Guid?> TenantAsync(EngineDataSource database, string key, CancellationToken cancellationToken)
    {
        await using var command = database.Domain.CreateCommand("select id from tenants where key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    private static async Task<Dictionary<string, string>> ExistingAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*.json"))
        {
            try
            {
                if (DefinitionContent.Parse(await File.ReadAllBytesAsync(path, cancellationToken)).Text("definitionId") is { } id)
                {
                    files.TryAdd(id, path);
                }
            }
            catch (JsonException)
            {
                // Not one of ours; it stays as it is.
            }
        }

        return files;
    }

    private static string FileName(string definitionId) =>
        string.Concat(definitionId.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
