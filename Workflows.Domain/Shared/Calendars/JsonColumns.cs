using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>Stores immutable values as jsonb, members in snake_case, so that SQL and API show the same words.</summary>
internal static class JsonColumns
{
    /// <summary>How the columns are written.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Maps the property to a jsonb column. Values are replaced, never changed in place.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => property
        .HasConversion(
            static value => JsonSerializer.Serialize(value, Options),
            static text => JsonSerializer.Deserialize<T>(text, Options)!,
            new ValueComparer<T>(
                static (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Options) == JsonSerializer.Serialize(b, Options),
                static value => JsonSerializer.Serialize(value, Options).GetHashCode(StringComparison.Ordinal),
                static value => value))
        .HasColumnType("jsonb");
}
