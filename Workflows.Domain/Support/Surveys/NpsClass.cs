namespace Workflows.Domain.Support.Surveys;

/// <summary>What an answer to "would you recommend us" counts as.</summary>
public enum NpsClass
{
    /// <summary>9 or 10.</summary>
    Promoter,

    /// <summary>7 or 8.</summary>
    Passive,

    /// <summary>0 to 6.</summary>
    Detractor,
}
