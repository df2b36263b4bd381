using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions.Json;

/// <summary>Names of strategies in definitions, as Elsa writes them; read by their last part.</summary>
public static class StrategyNames
{
    private static readonly (Type Type, string Name)[] Known =
    [
        (typeof(FaultStrategy), "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core"),
        (typeof(ContinueWithIncidentsStrategy), "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core"),
        (typeof(AllowAlwaysStrategy), "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
        (typeof(SingletonStrategy), "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime"),
        (typeof(CorrelationStrategy), "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime"),
        (typeof(CorrelatedSingletonStrategy), "Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime"),
    ];

    /// <summary>The name of a strategy; null: none.</summary>
    public static string? NameOf(Type? type) =>
        type is null ? null : Array.Find(Known, known => known.Type == type).Name ?? State.TypeNames.Of(type);

    /// <summary>The strategy of a name; null: none, or unknown.</summary>
    public static Type? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var full = name.Split(',')[0].Trim();
        var last = full[(full.LastIndexOf('.') + 1)..];
        return Array.Find(Known, known => known.Type.Name == last).Type ?? State.TypeNames.TryFind(name);
    }
}
