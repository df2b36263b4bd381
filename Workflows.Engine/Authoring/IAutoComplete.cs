namespace Workflows.Engine.Authoring;

/// <summary>Marks activities that the engine completes after their work when they created no bookmark.</summary>
internal interface IAutoComplete;
