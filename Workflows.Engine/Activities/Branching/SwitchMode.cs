namespace Workflows.Engine.Activities.Branching;

/// <summary>Which cases of a switch run.</summary>
public enum SwitchMode
{
    /// <summary>The first that matches.</summary>
    MatchFirst = 0,

    /// <summary>All that match.</summary>
    MatchAny = 1,
}
