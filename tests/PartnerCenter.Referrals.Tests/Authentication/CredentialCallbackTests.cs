namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a callback that is cancelled is distinguished from one that fails.</summary>
public sealed class CredentialCallbackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_callback_that_is_cancelled_has_not_failed_unless_it_cancels_by_itself(bool isCancelled)
    {
        Exception? end = await Record.ExceptionAsync(() => CredentialCallback.RunAsync<string>(
            "The callback", () => throw new OperationCanceledException(), new CancellationToken(isCancelled)));

        Assert.IsType(isCancelled ? typeof(OperationCanceledException) : typeof(ReferralsAuthenticationException), end);
    }
}
