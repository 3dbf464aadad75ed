using System.Text;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests texts that a caller stores or passes in: the method accepts them or refuses them as documented, and never repeats them.
/// </summary>
[Trait("Culture", "None")]
public sealed class HostileTextTests
{
    private const int Count = 5_000;

    private static readonly DateTimeOffset Newest = new(2030, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Checkpoint = ChangeCheckpoint.Since(Newest.AddDays(-1))
        .After([new ChangeVersion(ReferralJson.Id, ReferralJson.ETag, Newest)], Newest, ServiceClock.Unknown).Value;

    [Fact]
    public Task A_stored_continuation_is_taken_back_or_refused() => Cases.CheckAsync(
        HostileText.Like("$skiptoken=abc", "$filter=status%20eq%20%27New%27&$skiptoken=a%2Bb"),
        Count,
        text =>
        {
            if (ReferralContinuation.TryParse(text, out ReferralContinuation? continuation))
            {
                Assert.Equal(text, continuation.Value);
            }
            else
            {
                HostileService.RequireSilent(Assert.Throws<ArgumentException>(() => ReferralContinuation.Parse(text)));
            }
        },
        Cases.Shown);

    [Fact]
    public Task A_stored_checkpoint_is_taken_back_or_refused() => Cases.CheckAsync(
        Gen.Frequency(
            (3, HostileText.Like(Checkpoint)),
            (3, HostileJson.Like(Checkpoint).Select(document => Encoding.UTF8.GetString(document)))),
        Count,
        text =>
        {
            if (ChangeCheckpoint.TryParse(text, out ChangeCheckpoint? checkpoint))
            {
                string value = checkpoint.Value;
                Assert.Equal(value, ChangeCheckpoint.Parse(value).Value);
                HostileService.RequireSilent(checkpoint.ToString());
                HostileService.RequireSilent(checkpoint.WithOverlap(TimeSpan.FromDays(7))
                    .After([], checkpoint.StartTime, ServiceClock.Unknown).ToString());
            }
            else
            {
                HostileService.RequireSilent(Assert.Throws<ArgumentException>(() => ChangeCheckpoint.Parse(text)));
            }
        },
        Cases.Shown);

    [Fact]
    public Task An_id_is_a_GUID_or_refused() => Cases.CheckAsync(
        HostileText.Like(ReferralJson.Id),
        Count,
        text => Accepts(() => Arguments.RequireId(text, "id"), () => Assert.Equal(text, Guid.Parse(text).ToString(), ignoreCase: true)),
        Cases.Shown);

    [Fact]
    public Task An_ETag_can_stand_in_a_header_or_is_refused() => Cases.CheckAsync(
        HostileText.Like(ReferralJson.ETag, "W/\"1\"", "*", "\"1\",*"),
        Count,
        text => Accepts(() => Arguments.RequireTag(text, "eTag"), () =>
        {
            using HttpRequestMessage request = new();
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", text));
            Assert.Equal(text, request.Headers.NonValidated["If-Match"].ToString());
            Assert.Equal(text, Assert.Single(request.Headers.IfMatch).ToString());
            Assert.NotEqual("*", text);
        }),
        Cases.Shown);

    [Fact]
    public Task A_stage_of_any_text_has_a_percentage_or_none() => Cases.CheckAsync(
        HostileText.Like("100", "Develop", "040", "101"), Count, text => Assert.InRange(new SalesStage(text).Percentage ?? 0, 0, 100),
        Cases.Shown);

    [Fact]
    public Task A_value_of_a_filter_stays_inside_its_quotes_or_is_refused() => Cases.CheckAsync(
        HostileText.Like("US", "O'Brien", "' or status eq 'New"),
        Count,
        text => Accepts(() => _ = ReferralFilter.CustomerProfileCountry == text, () =>
        {
            string literal = (ReferralFilter.CustomerProfileCountry == text).Text["customerProfile/address/country eq ".Length..];
            Assert.Equal(text, literal[1..^1].Replace("''", "'", StringComparison.Ordinal));
            Assert.Equal(0, literal.Count(one => one == '\'') % 2);
        }),
        Cases.Shown);

    [Fact]
    public Task A_token_of_any_text_has_claims_or_none() => Cases.CheckAsync(
        Gen.Frequency(
            (1, HostileText.Any),
            (3, HostileJson.Like("""{ "aud": "https://api.partner.microsoft.com", "tid": "contoso.onmicrosoft.com","""
                + """ "scp": "user_impersonation", "amr": [ "pwd", "mfa" ], "iat": 1893456000, "exp": 1893459600 }""")
                .Select(payload => $"a.{Convert.ToBase64String(payload).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c"))),
        Count,
        text =>
        {
            TokenClaims? claims = TokenClaims.Of(text);
            HostileService.RequireSilent($"{claims?.Audience} {claims?.TenantId}");
        },
        Cases.Shown);

    private static void Accepts(Action check, Action then)
    {
        try
        {
            check();
        }
        catch (ArgumentException refusal)
        {
            HostileService.RequireSilent(refusal);
            return;
        }

        then();
    }
}
