namespace Workflows.Domain.Shared.Data;

/// <summary>
/// Tells a new service scope whose transaction it joins. The host of a workflow burst sets <see cref="Joined"/> right after it
/// made the scope, before any service is resolved; everybody else leaves it alone and gets a <see cref="RequestUnitOfWork"/>.
/// </summary>
public sealed class UnitOfWorkScope
{
    /// <summary>The unit of work that the scope joins; null: the scope owns its transaction.</summary>
    public IUnitOfWork? Joined { get; set; }
}
