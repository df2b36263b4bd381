using System.Text.Json;
using Workflows.Domain.Support.Policies;

namespace Workflows.Server.Support;

/// <summary>A policy as it read under one version.</summary>
internal sealed record PolicyVersionView(int Version, string ChangedBy, DateTimeOffset CreatedAt, JsonElement Policy)
{
    public static PolicyVersionView Of(SlaPolicyVersion row)
    {
        using var content = JsonDocument.Parse(row.Content);
        return new PolicyVersionView(row.Version, row.ActorName, row.CreatedAt, content.RootElement.Clone());
    }
}
