using System.Net;
using Polly;
using static PartnerCenter.Referrals.FailureTexts;

namespace PartnerCenter.Referrals;

/// <summary>Waits for the result of a test event.</summary>
internal sealed class WebhookTest(RegistrationRequests requests, TimeProvider time, TimeSpan timeoutOfCall)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <exception cref="ReferralsTimeoutException">There is no result in time.</exception>
    public async Task<ReferralWebhookTestResult> WaitAsync(
        string correlationId, TimeSpan timeout, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        TimeSpan left = timeout;
        while (true)
        {
            Outcome<ReferralWebhookTestResult> read = await requests.GetTestResultAsync(
                correlationId, Within(left, options), cancellationToken).ConfigureAwait(false);
            // The service may not know the test at once.
            if (read.Exception is not ReferralsException { StatusCode: HttpStatusCode.NotFound })
            {
                read.ThrowIfException();
            }

            if (read.Result is { IsCompleted: true } result)
            {
                return result;
            }

            left = timeout - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                read.ThrowIfException(); // The service does not know the test even now.
                string status = ForeignWord.Of(read.Result?.Status) is { } word ? $" Its status is {word}." : "";
                throw new ReferralsTimeoutException(
                    $"The test event was not completed after {InSeconds(timeout)}.{status} Check that Partner Center can reach the "
                    + "registered address from the internet.");
            }

            await Task.Delay(left < Interval ? left : Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // One slow read must not take longer than the wait as a whole.
    private ReferralCallOptions Within(TimeSpan left, ReferralCallOptions? options)
    {
        TimeSpan usual = options?.Timeout ?? timeoutOfCall;
        TimeSpan least = TimeSpan.FromMilliseconds(10);
        return (options ?? new()) with { Timeout = usual < left ? usual : left > least ? left : least };
    }
}
