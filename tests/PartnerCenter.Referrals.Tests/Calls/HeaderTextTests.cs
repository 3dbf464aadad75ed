using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that only text in the form of an id is taken from response headers, which any proxy can write.</summary>
public sealed class HeaderTextTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("3f6b2c1e-0000-4000-8000-000000000001")]
    [InlineData("|00-abc.1_2:3/4+5=")]
    public async Task A_request_id_is_repeated(string id)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, null, ("request-id", id));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(id, failure.RequestId);
        Assert.Contains($"request-id {id},", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@fabrikam.example.com")]
    [InlineData("two words")]
    [InlineData("\u001b[31m")]
    public async Task What_looks_like_no_id_is_not(string id)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, null, ("request-id", id));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Null(failure.RequestId);
        Assert.Contains("request-id none,", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(id, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task An_id_has_128_characters_at_most(int length, bool isRepeated)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, null, ("request-id", new string('a', length)));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(isRepeated, failure.RequestId is not null);
    }

    [Theory]
    [InlineData("text/html", "(its Content-Type is text/html)")]
    [InlineData("Text/Plain", "(its Content-Type is Text/Plain)")]
    [InlineData("text/xml", "(its Content-Type is text/xml)")]
    [InlineData("application/xml", "(its Content-Type is application/xml)")]
    [InlineData("application/Ada.Example", "(its Content-Type is not application/json)")]
    public async Task An_answer_that_is_not_JSON_is_reported_by_a_common_media_type(string mediaType, string said)
    {
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.OK, new StringContent("<html>", Encoding.UTF8, mediaType)));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_that_breaks_off_is_said_to_be_nothing_else()
    {
        _service.RespondsWith(HttpStatusCode.OK, "{");

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.DoesNotContain("Content-Type", failure.Message, StringComparison.Ordinal);
    }

    private Task<Referral> GetAsync() => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
}
