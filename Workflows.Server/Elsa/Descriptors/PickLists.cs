using Npgsql;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Definitions;

namespace Workflows.Server.Elsa.Descriptors;

/// <summary>
/// Choices from the firm's data for inputs of the product's own activities, found by the input's name: mail templates, SLA policies,
/// teams, roles, clocks.
/// </summary>
internal sealed class PickLists(NpgsqlDataSource database, MailTemplateLibrary templates, ActivityRegistry registry)
{
    private const string OwnNamespace = "Workflows";
    private static readonly IReadOnlyList<PickItem> RoleItems = Items(Roles.Portal, Roles.Staff, Roles.Manager, Roles.Admin);
    private static readonly IReadOnlyList<PickItem> ClockItems = Items("FirstResponse", "NextResponse", "Resolution");

    /// <summary>Choices by "type name.input name".</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PickItem>>> ReadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, IReadOnlyList<PickItem>>(StringComparer.OrdinalIgnoreCase)
        {
            ["TemplateKey"] = [.. templates.ShippedMails.Select(static key => new PickItem(key, key))],
            ["Role"] = RoleItems,
            ["Clock"] = ClockItems,
        };
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var narrow = new NpgsqlCommand("select set_config('workflows.tenant', $1, true)", connection, transaction))
            {
                narrow.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId.ToString() });
                await narrow.ExecuteNonQueryAsync(cancellationToken);
            }

            lists["PolicyId"] = await RowsAsync(connection, transaction, "support_sla_policies", tenantId, cancellationToken);
            lists["TeamId"] = await RowsAsync(connection, transaction, "support_teams", tenantId, cancellationToken);
        }

        return registry.Descriptors
            .Where(static d => d.Namespace == OwnNamespace)
            .SelectMany(static d => d.Inputs, static (d, input) => (Key: $"{d.TypeName}.{input.Name}", input.Name))
            .Where(found => lists.ContainsKey(found.Name))
            .ToDictionary(static found => found.Key, found => lists[found.Name], StringComparer.Ordinal);
    }

    private static List<PickItem> Items(params string[] values) => [.. values.Select(static value => new PickItem(value, value))];

    private static async Task<IReadOnlyList<PickItem>> RowsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string table, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select id, name from {table} where tenant_id = $1 order by name limit 500", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        var items = new List<PickItem>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new PickItem(reader.GetString(1), reader.GetGuid(0).ToString()));
        }

        return items;
    }
}
