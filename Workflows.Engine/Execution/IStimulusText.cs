namespace Workflows.Engine.Execution;

/// <summary>A stimulus that knows its text for hashing, which spares the JSON writer.</summary>
internal interface IStimulusText
{
    string StimulusText { get; }
}
