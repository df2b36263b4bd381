using System.Globalization;
using System.Text.Json.Nodes;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Server.Elsa.Transport;

namespace Workflows.Server.Elsa.Instances;

/// <summary>Reads the filters of an instance list from a query or a body.</summary>
internal static class InstanceFilters
{
    public static InstanceSearchFilter FromQuery(QueryReader query)
    {
        var (offset, limit) = query.Page(100);
        return new InstanceSearchFilter
        {
            DefinitionIds = [.. query.Texts("definitionId"), .. query.Texts("definitionIds")],
            DefinitionVersionIds = [.. query.Texts("definitionVersionId"), .. query.Texts("definitionVersionIds")],
            Version = query.Number("version"),
            CorrelationId = query.Text("correlationId"),
            ParentIds = Ids("parentWorkflowInstanceIds", query.Texts("parentWorkflowInstanceIds")),
            Statuses = Words<WorkflowStatus>("statuses", [.. query.Texts("status"), .. query.Texts("statuses")]),
            SubStatuses = Words<WorkflowSubStatus>("subStatuses", [.. query.Texts("subStatus"), .. query.Texts("subStatuses")]),
            HasIncidents = query.Flag("hasIncidents"),
            Search = query.Text("searchTerm"),
            Name = query.Text("name"),
            Order = OrderOf(query.Text("orderBy")),
            Descending = IsDescending(query.Text("orderDirection")),
            Offset = offset,
            Limit = limit,
        };
    }

    public static InstanceSearchFilter FromBody(JsonObject body)
    {
        var (offset, limit) = QueryReader.Page(body.Number("page"), body.Number("pageSize"), body.Number("skip"), body.Number("take"), 100);
        return new InstanceSearchFilter
        {
            Ids = body["ids"] is JsonArray { Count: > 0 } ? Ids("ids", body.Texts("ids")) : null,
            DefinitionIds = [.. One(body, "definitionId"), .. body.Texts("definitionIds")],
            DefinitionVersionIds = [.. One(body, "definitionVersionId"), .. body.Texts("definitionVersionIds")],
            Version = body.Number("version"),
            CorrelationId = body.Text("correlationId") is { Length: > 0 } correlation ? correlation : null,
            ParentIds = Ids("parentWorkflowInstanceIds", body.Texts("parentWorkflowInstanceIds")),
            Statuses = Words<WorkflowStatus>("statuses", [.. One(body, "status"), .. body.Texts("statuses")]),
            SubStatuses = Words<WorkflowSubStatus>("subStatuses", [.. One(body, "subStatus"), .. body.Texts("subStatuses")]),
            HasIncidents = body.Flag("hasIncidents"),
            Search = body.Text("searchTerm"),
            Name = body.Text("name") is { Length: > 0 } name ? name : null,
            Instants = Instants(body),
            Order = OrderOf(body.Text("orderBy")),
            Descending = IsDescending(body.Text("orderDirection")),
            Offset = offset,
            Limit = limit,
        };
    }

    private static IEnumerable<string> One(JsonObject body, string name) => body.Text(name) is { Length: > 0 } text ? [text] : [];

    private static List<Guid> Ids(string field, IReadOnlyList<string> texts) =>
        [.. texts.Select(text => Guid.TryParse(text, out var id) ? id : throw BodyMembers.Wrong(field, $"'{text}' is no id of an instance."))];

    private static List<T> Words<T>(string field, IReadOnlyList<string> texts)
        where T : struct, Enum =>
        [.. texts.Select(text => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw BodyMembers.Wrong(field, $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}."))];

    private static bool IsDescending(string? direction) => direction is null || direction.StartsWith("Desc", StringComparison.OrdinalIgnoreCase);

    private static InstanceOrder OrderOf(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "CREATED" or "CREATEDAT" => InstanceOrder.Created,
        "LASTEXECUTED" or "UPDATED" or "UPDATEDAT" => InstanceOrder.Updated,
        "FINISHED" or "FINISHEDAT" => InstanceOrder.Finished,
        "NAME" => InstanceOrder.Name,
        _ => throw BodyMembers.Wrong("orderBy", "Must be Created, LastExecuted, Finished or Name."),
    };

    private static List<InstantCondition> Instants(JsonObject body)
    {
        var conditions = new List<InstantCondition>();
        foreach (var item in body["timestampFilters"] as JsonArray ?? [])
        {
            if (item is not JsonObject condition
                || !Enum.TryParse<InstantOperator>(condition.Text("operator"), ignoreCase: true, out var comparison)
                || !DateTimeOffset.TryParse(condition.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                throw BodyMembers.Wrong("timestampFilters", "Each needs a column, an operator (Is, IsNot, LessThan, GreaterThan, LessThanOrEqual, GreaterThanOrEqual) and a timestamp.");
            }

            conditions.Add(new InstantCondition(OrderOf(condition.Text("column")), comparison, at));
        }

        return conditions;
    }
}
