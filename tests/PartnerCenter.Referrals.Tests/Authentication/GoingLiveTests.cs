using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Compares the words that <c>docs/going-live.md</c> promises for Entra's codes with those of the exception.</summary>
public sealed partial class GoingLiveTests
{
    public static TheoryData<string, string> Rows()
    {
        TheoryData<string, string> rows = [];
        foreach (Match row in Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs/going-live.md"))))
        {
            rows.Add(row.Groups[1].Value, row.Groups[2].Value);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_code_of_the_page_leads_to_the_words_beside_it(string code, string words)
    {
        ReferralsAuthenticationException refusal = EntraErrors.SignInRefused("invalid_request", $"{code}: planted");

        Assert.Equal(code, refusal.EntraErrorCode);
        Assert.Contains($" {words} ", refusal.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `(AADSTS\d+)` \| (.+?) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
