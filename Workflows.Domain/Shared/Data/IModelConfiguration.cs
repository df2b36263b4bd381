using Microsoft.EntityFrameworkCore;

namespace Workflows.Domain.Shared.Data;

/// <summary>Adds one module's tables to the EF model. Implementations are found in this assembly, in name order.</summary>
internal interface IModelConfiguration
{
    /// <summary>Maps the module's entities (snake_case tables and columns, as the SQL migrations create them).</summary>
    void Configure(ModelBuilder model);
}
