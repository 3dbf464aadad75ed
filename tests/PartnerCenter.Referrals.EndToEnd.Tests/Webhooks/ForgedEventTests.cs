using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PartnerCenter.Referrals.Tests.Webhooks;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that no forged or broken request reaches a handler of a running application.</summary>
public sealed class ForgedEventTests
{
    private const int Refused = 103;

    [Fact]
    public async Task Forged_requests_are_refused_by_status_and_reach_no_handler()
    {
        RecordingHandler handler = new();
        await using ReceiverApp shared = await ReceiverApp.StartAsync([handler]);
        int sent = 0;
        foreach ((string name, int status, ReferralWebhookCheck check, Action<ForgedRequest> forge) in ForgedRequests.All)
        {
            ForgedRequest forged = new(DateTimeOffset.UtcNow);
            X509Certificate2Collection roots = forged.Roots;
            forge(forged);
            if (!CanBeSent(forged))
            {
                continue; // The web server refuses it.
            }

            bool isOfOtherWorld = forged.Response is not null || forged.RequireMicrosoftRoot || forged.Roots != roots;
            ReceiverApp app = isOfOtherWorld ? await ReceiverApp.StartAsync(forged, [handler]) : shared;
            int lines = app.Log.Of(Refused).Count;
            HttpStatusCode answer = await app.SendRawAsync(forged.Body, forged.Headers);

            sent++;
            Assert.True((int)answer == status, $"{name}: {(int)answer}");
            if (status != 413)
            {
                Assert.Equal(lines + 1, app.Log.Of(Refused).Count);
                Assert.EndsWith($"the check {check} failed.", app.Log.Of(Refused)[^1], StringComparison.Ordinal);
            }

            if (isOfOtherWorld)
            {
                await app.StopAsync(TestContext.Current.CancellationToken);
                await app.DisposeAsync();
            }
        }

        Assert.True(sent >= 150, $"Only {sent} were sent.");
        await shared.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(handler.Events);
    }

    private static bool CanBeSent(ForgedRequest forged) => forged.Headers.Values.All(
        values => values.All(value => value.Length < 16 * 1024 && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 && Ascii.IsValid(value)));
}
