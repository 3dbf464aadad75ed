using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the parsing of claims challenges from arbitrary 401 headers.</summary>
public sealed class ClaimsChallengeTests
{
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1893456000"}}}""";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims));

    public static TheoryData<string> Challenges =>
    [
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + $"error=\"insufficient_claims\", claims=\"{Encoded}\"",
        $"bearer claims=\"{Encoded}\",error=insufficient_claims",
        $"Bearer error = \"insufficient_claims\" , claims = \"{Encoded.TrimEnd('=')}\"",
        $"Bearer Error=\"insufficient\\_claims\", CLAIMS={Encoded.TrimEnd('=')}",
        $"Bearer error=insufficient_claims, claims=\"{Encoded}\"",
        $"Bearer realm=, error=insufficient_claims, claims=\"{Encoded}\"",
        $"Bearer =nameless, error=insufficient_claims, claims=\"{Encoded}\"",
        $"Bearer realm=\"a, claims=b\", error=\"insufficient_claims\", claims=\"{Encoded}\", claims=\"twice\"",
    ];

    public static TheoryData<string> NoChallenges =>
    [
        "Bearer",
        "Bearer error=\"invalid_token\", error_description=\"expired\"",
        $"Basic error=\"insufficient_claims\", claims=\"{Encoded}\"",
        $"Bearer claims=\"{Encoded}\"",
        "Bearer error=\"insufficient_claims\"",
        "Bearer error=\"insufficient_claims\", claims=\"\"",
        "Bearer error=\"insufficient_claims\", claims=\"!!!\"",
        "Bearer error=\"insufficient_claims\", claims=\"AAAA\"",
        "Bearer error=\"insufficient_claims\", claims=\"W10=\"", // []
        "Bearer error=\"insufficient_claims\", claims=\"",
        "Bearer error=\"insufficient_claims\", claims=\"\\",
        "Bearer ,,,=,==",
        $"Bearer error=\"insufficient_claims\", claims=\"{new string('A', 10_000)}\"",
    ];

    [Theory, MemberData(nameof(Challenges))]
    public void A_challenge_is_read_in_each_spelling(string header) => Assert.Equal(Claims, Read(header));

    [Theory, MemberData(nameof(NoChallenges))]
    public void What_is_malformed_or_asks_for_something_else_is_no_challenge(string header) => Assert.Null(Read(header));

    [Fact]
    public void A_challenge_is_found_among_others() => Assert.Equal(Claims, Read("Basic realm=\"x\"", Challenges.First(), "Negotiate"));

    [Fact]
    public void A_quoted_text_that_ends_in_a_backslash_is_malformed()
    {
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
        // A handler of the program can add what .NET does not accept from the network.
        response.Headers.WwwAuthenticate.Add(
            new AuthenticationHeaderValue("Bearer", $"error=insufficient_claims, claims=\"{Encoded.TrimEnd('=')}\\"));

        Assert.Null(ClaimsChallenge.ClaimsOf(response));
    }

    [Fact]
    public void No_header_can_make_it_fail()
    {
        Random random = new(20300101);
        string[] pieces =
            ["Bearer ", "error", "claims", "=", "\"", "\\", ",", " ", "insufficient_claims", Encoded, "e30", "\t", "é", "\0", "Basic "];
        for (int i = 0; i < 20_000; i++)
        {
            string header = "Bearer " + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.True(Read(header) is null or Claims or "{}", header);
        }
    }

    private static string? Read(params string[] headers)
    {
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
        foreach (string header in headers)
        {
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", header);
        }

        return ClaimsChallenge.ClaimsOf(response);
    }
}
