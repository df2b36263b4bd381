using System.Globalization;
using System.Text;
using Npgsql;

namespace Workflows.Engine.Operations;

/// <summary>Writes an <see cref="InstanceSearchFilter"/> as conditions of SQL; the tenant is always the first parameter.</summary>
internal static class InstanceConditions
{
    public static string Write(NpgsqlCommand command, Guid tenantId, InstanceSearchFilter filter)
    {
        var where = new StringBuilder($"i.tenant_id = {Bind(command, tenantId)}");
        if (filter.Ids is { } ids)
        {
            And(where, $"i.id = any({Bind(command, ids.ToArray())})");
        }

        Any(where, command, "i.definition_id", filter.DefinitionIds);
        Any(where, command, "i.definition_version_id", filter.DefinitionVersionIds);
        Any(where, command, "i.parent_id", filter.ParentIds);
        Any(where, command, "i.status", [.. filter.Statuses.Select(static s => (short)s)]);
        Any(where, command, "i.sub_status", [.. filter.SubStatuses.Select(static s => (short)s)]);
        if (filter.Version is { } version)
        {
            And(where, $"i.definition_version = {Bind(command, version)}");
        }

        if (filter.CorrelationId is { } correlation)
        {
            And(where, $"i.correlation_id = {Bind(command, correlation)}");
        }

        if (filter.Name is { } name)
        {
            And(where, $"i.name = {Bind(command, name)}");
        }

        if (filter.HasIncidents is { } incidents)
        {
            And(where, incidents ? "i.incident_count > 0" : "i.incident_count = 0");
        }

        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            And(where, Search(command, search));
        }

        foreach (var condition in filter.Instants)
        {
            And(where, $"{Column(condition.Column)} {Sign(condition.Operator)} {Bind(command, condition.At.ToUniversalTime())}");
        }

        return where.ToString();
    }

    private static string Search(NpgsqlCommand command, string search)
    {
        if (Guid.TryParse(search, out var id))
        {
            return $"i.id = {Bind(command, id)}";
        }

        var escaped = search.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        var part = Bind(command, $"%{escaped}%");
        return $"(i.name ilike {part} or i.correlation_id ilike {part} or i.definition_id ilike {part} or i.definition_version_id ilike {part})";
    }

    private static void And(StringBuilder where, string condition) => where.Append(" and ").Append(condition);

    private static void Any<T>(StringBuilder where, NpgsqlCommand command, string column, IReadOnlyList<T> values)
    {
        if (values.Count == 1)
        {
            And(where, $"{column} = {Bind(command, values[0])}");
        }
        else if (values.Count > 1)
        {
            And(where, $"{column} = any({Bind(command, values.ToArray())})");
        }
    }

    public static string Column(InstanceOrder order) => order switch
    {
        InstanceOrder.Updated => "i.updated_at",
        InstanceOrder.Finished => "i.finished_at",
        InstanceOrder.Name => "i.name",
        _ => "i.created_at",
    };

    private static string Sign(InstantOperator comparison) => comparison switch
    {
        InstantOperator.IsNot => "<>",
        InstantOperator.LessThan => "<",
        InstantOperator.GreaterThan => ">",
        InstantOperator.LessThanOrEqual => "<=",
        InstantOperator.GreaterThanOrEqual => ">=",
        _ => "=",
    };

    public static string Bind<T>(NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }
}
