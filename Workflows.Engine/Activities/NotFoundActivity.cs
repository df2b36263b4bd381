using System.ComponentModel;
using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>Stands for an activity whose type is unknown here. It keeps the original's JSON and fails when it runs.</summary>
[Activity("Elsa", "System", "A placeholder activity that will be used in case a workflow definition references an activity type that cannot be found.")]
[Browsable(false)]
public class NotFoundActivity : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public NotFoundActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public NotFoundActivity(string missingTypeName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => MissingTypeName = missingTypeName;

    /// <summary>The unknown type.</summary>
    public string MissingTypeName { get; set; } = string.Empty;

    /// <summary>Its version.</summary>
    public int MissingTypeVersion { get; set; }

    /// <summary>The original's JSON.</summary>
    public string OriginalActivityJson { get; set; } = string.Empty;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        throw new InvalidOperationException($"The activity type {MissingTypeName} is unknown here.");
}
