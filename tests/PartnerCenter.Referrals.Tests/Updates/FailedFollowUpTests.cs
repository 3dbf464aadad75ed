using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the unknown outcome of a write stays what the caller gets, whatever the read or search after it throws.</summary>
public sealed class FailedFollowUpTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Failures() =>
    [
        new InvalidTimeZoneException("planted"),
        new InvalidOperationException("planted"),
        new InvalidDataException("planted"),
        new ObjectDisposedException("planted"),
        new AggregateException("planted", new InvalidTimeZoneException("planted")),
        new OperationCanceledException("planted"),
        new ReferralNotFoundException("planted"),
    ];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_handler_that_throws_in_the_follow_up_does_not_replace_the_unknown_outcome(Exception thrown)
    {
        ReferralsClient client = _service.Client(options => options.MaxAttempts = 1);
        Referral deal = await DealAsync(client);
        Func<Task>[] writes =
        [
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation),
            () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation),
            () => client.ReplaceAsync(deal with { Name = "other" }, cancellationToken: Cancellation),
            () => client.UpdateAsync(deal, one => one with { Name = "other" }, cancellationToken: Cancellation),
        ];

        foreach (Func<Task> write in writes)
        {
            _service.RespondsWith(HttpStatusCode.OK, "[]").Throws(thrown).Throws(thrown).Throws(thrown);
            ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(write);
            Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
            PlantedText.RequireAbsent(unknown);
            _service.Forget();
        }
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_patch_that_was_applied_says_so_whatever_the_read_after_it_throws(Exception thrown)
    {
        ReferralsClient client = _service.Client(options => options.MaxAttempts = 1);
        Referral deal = await DealAsync(client);
        _service.RespondsWith(HttpStatusCode.NoContent).Throws(thrown);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation));

        Assert.StartsWith("The patch was applied, but the read", unknown.Message, StringComparison.Ordinal);
        if (thrown is not ReferralsException)
        {
            PlantedText.RequireAbsent(unknown);
            Assert.Contains(thrown.GetType().FullName!, unknown.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_patch_that_was_applied_says_what_to_do_and_how_often_the_read_after_it_was_tried()
    {
        ReferralsClient client = _service.Client(options => options.MaxAttempts = 2);
        Referral deal = await DealAsync(client);
        _service.RespondsWith(HttpStatusCode.NoContent)
            .RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.ServiceUnavailable);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation));

        Assert.Equal(
            "The patch was applied, but the read of the referral that followed failed; see the inner exception. "
                + "Read the referral before you write again.",
            unknown.Message);
        Assert.Equal((2, 2), (unknown.Attempts, unknown.RequestsSent));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("patch")]
    [InlineData("replace")]
    public async Task A_client_that_is_disposed_before_the_follow_up_leaves_the_outcome_unknown(string write)
    {
        ReferralsClient client = _service.Client();
        Referral deal = await DealAsync(client);
        _service.RespondsWith(() =>
        {
            client.Dispose();
            return MockedService.Response(HttpStatusCode.OK, new StringContent("[]"));
        });

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(write switch
        {
            "create" => () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation),
            "patch" => () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation),
            _ => () => client.ReplaceAsync(deal with { Name = "other" }, cancellationToken: Cancellation),
        });
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, typeof(ReferralNotFoundException))]
    [InlineData(HttpStatusCode.OK, typeof(ReferralsException))]
    public async Task A_stream_of_a_handler_that_throws_leaves_the_status_known(HttpStatusCode status, Type type)
    {
        _service.RespondsWith(() => MockedService.Response(status, new StreamContent(new ThrowingStream()), ("request-id", "r-1")));

        ReferralsException failure = await Assert.ThrowsAnyAsync<ReferralsException>(
            () => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.IsType(type, failure);
        Assert.Equal((status, "r-1", 1), (failure.StatusCode, failure.RequestId, failure.Attempts));
        PlantedText.RequireAbsent(failure);
        if (status == HttpStatusCode.OK)
        {
            Assert.Contains("the body cannot be used: reading it failed with InvalidTimeZoneException", failure.Message,
                StringComparison.Ordinal);
            Assert.Contains(nameof(ThrowingStream), failure.ToString(), StringComparison.Ordinal); // In the stack trace.
        }
    }

    [Fact]
    public async Task A_read_gets_the_exception_of_its_own_handler_but_none_of_the_HTTP_stack()
    {
        InvalidTimeZoneException own = new("own words");
        InvalidTimeZoneException wrapping = new("planted", new HttpRequestException("planted"));
        _service.Throws(own).Throws(wrapping);
        ReferralsClient client = _service.Client();

        Assert.Same(own, await Record.ExceptionAsync(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation)));
        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        PlantedText.RequireAbsent(failure);
        Assert.Contains("System.InvalidTimeZoneException (its message is left out", failure.ToString(), StringComparison.Ordinal);
    }

    private async Task<Referral> DealAsync(ReferralsClient client)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        return await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
    }

    private sealed class ThrowingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidTimeZoneException("planted");
    }
}
