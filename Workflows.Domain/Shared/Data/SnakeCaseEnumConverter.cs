using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Workflows.Domain.Shared.Data;

/// <summary>Stores an enum as snake_case text, which people can read in SQL and which survives reordering of the members.</summary>
internal sealed class SnakeCaseEnumConverter<T>() : ValueConverter<T, string>(
    static value => SnakeCaseEnum<T>.NameOf(value), static name => SnakeCaseEnum<T>.Parse(name))
    where T : struct, Enum;
