using System.Text;

namespace Workflows.Domain.Shared.Data;

/// <summary>Names of C# members as PostgreSQL and JSON write them.</summary>
internal static class SnakeCase
{
    /// <summary><c>TokenVersion</c> becomes <c>token_version</c>, <c>HTMLBody2</c> becomes <c>html_body2</c>.</summary>
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var current = name[i];
            if (char.IsUpper(current))
            {
                var afterWord = i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]));
                var endsAcronym = i > 0 && char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]);
                if (afterWord || endsAcronym)
                {
                    result.Append('_');
                }

                result.Append(char.ToLowerInvariant(current));
            }
            else
            {
                result.Append(current);
            }
        }

        return result.ToString();
    }
}
