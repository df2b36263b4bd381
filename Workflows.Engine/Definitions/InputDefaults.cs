using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>What an input of a new activity holds before anybody edits it.</summary>
public static class InputDefaults
{
    /// <summary>The default that the descriptor states, else the constant that a new activity brings; null: none.</summary>
    /// <param name="input">The input.</param>
    /// <param name="sample">A new activity of the type; null: only the descriptor is asked.</param>
    public static object? Of(InputDescriptor input, IActivity? sample)
    {
        if (input.DefaultValue is not null || sample is null || input.IsSynthetic)
        {
            return input.DefaultValue;
        }

        return input.ValueGetter(sample) switch
        {
            Input value => value.IsConstant ? value.ConstantValue : null,
            Delegate or IActivity or Variable => null,
            string text => text,
            ValueType value => value,
            _ => null,
        };
    }
}
