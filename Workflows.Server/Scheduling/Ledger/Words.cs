using System.Text.Json;

namespace Workflows.Server.Scheduling.Ledger;

/// <summary>Enum members as the database and the API write them.</summary>
internal static class Words
{
    public static string Of<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(member => Of(member) == word);
}
