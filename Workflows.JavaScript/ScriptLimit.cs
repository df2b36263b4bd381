namespace Workflows.JavaScript;

/// <summary>The limits an evaluation can run into.</summary>
public enum ScriptLimit
{
    /// <summary><see cref="ScriptOptions.MaxSteps"/>.</summary>
    Steps,

    /// <summary><see cref="ScriptOptions.Timeout"/>.</summary>
    Time,

    /// <summary><see cref="ScriptOptions.MaxMemoryBytes"/>.</summary>
    Memory,

    /// <summary><see cref="ScriptOptions.RegexTimeout"/>.</summary>
    RegularExpression,
}
