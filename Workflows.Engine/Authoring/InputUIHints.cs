namespace Workflows.Engine.Authoring;

/// <summary>Editors that the designer knows.</summary>
public static class InputUIHints
{
    /// <summary>A tick box.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>A list of tick boxes.</summary>
    public const string CheckList = "checklist";

    /// <summary>A code editor.</summary>
    public const string CodeEditor = "code-editor";

    /// <summary>Keys and values.</summary>
    public const string Dictionary = "dictionary";

    /// <summary>Date and time.</summary>
    public const string DateTimePicker = "datetime-picker";

    /// <summary>A drop-down list.</summary>
    public const string DropDown = "dropdown";

    /// <summary>A list of outcomes that the author types.</summary>
    public const string DynamicOutcomes = "dynamic-outcomes";

    /// <summary>An expression editor.</summary>
    public const string ExpressionEditor = "expression-editor";

    /// <summary>A JSON editor.</summary>
    public const string JsonEditor = "json-editor";

    /// <summary>Text of several lines.</summary>
    public const string MultiLine = "multiline";

    /// <summary>A list of texts.</summary>
    public const string MultiText = "multitext";

    /// <summary>A workflow output.</summary>
    public const string OutputPicker = "output-picker";

    /// <summary>A workflow outcome.</summary>
    public const string OutcomePicker = "outcome-picker";

    /// <summary>Radio buttons.</summary>
    public const string RadioList = "radiolist";

    /// <summary>Text of one line.</summary>
    public const string SingleLine = "singleline";

    /// <summary>A type of values.</summary>
    public const string TypePicker = "type-picker";

    /// <summary>A variable.</summary>
    public const string VariablePicker = "variable-picker";

    /// <summary>A workflow input.</summary>
    public const string InputPicker = "input-picker";

    /// <summary>A published definition.</summary>
    public const string WorkflowDefinitionPicker = "workflow-definition-picker";
}
