namespace Workflows.Domain.Shared.Data;

/// <summary>
/// A row with an optimistic version (C-OCC): PostgreSQL's <c>xmin</c>, which changes with every update. A save against an older
/// version throws <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/>.
/// </summary>
public interface IRowVersioned
{
    /// <summary>The version read; the base of the <c>ETag</c>.</summary>
    uint RowVersion { get; }
}
