using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Sends test events, at most two a minute, and keeps their results for seven days (wire contract 9.1).</summary>
internal sealed class ValidationEvents(WebhookRegistrations registrations, string partnerId, TimeProvider clock)
{
    private const int MaxInPeriod = 2;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly Queue<Test> _tests = [];

    /// <summary>Sends a test event and returns its correlation id.</summary>
    /// <exception cref="ApiException">
    /// There is no registration, it does not subscribe to the test event, or two were sent within a minute.
    /// </exception>
    public string Send()
    {
        EmulatedWebhookRegistration registration = registrations.Current ?? throw RegistrationApi.NoRegistration();
        string id = Guid.NewGuid().ToString();
        lock (_gate)
        {
            DateTimeOffset now = RemoveExpired();
            if (_tests.Count(test => now - test.SentAt < Period) >= MaxInPeriod)
            {
                // No response of this limit is documented.
                throw new ApiException(429, "invalidRequest", "At most two test events can be sent in a minute.");
            }

            PendingDelivery delivery = registrations.Raise(registration, WebhookEvent.OfTest(id, now))
                ?? throw ApiException.InvalidRequest(
                    $"The registration must subscribe to the event {WebhookEventNames.TestCreated}.", "WebhookEvents");
            _tests.Enqueue(new Test(id, delivery, now));
        }

        return id;
    }

    /// <summary>Returns the result of a test event, or null if there is none.</summary>
    public JsonObject? Find(string correlationId)
    {
        Test? found;
        lock (_gate)
        {
            RemoveExpired();
            found = _tests.FirstOrDefault(test => test.Id.Equals(correlationId, StringComparison.OrdinalIgnoreCase));
        }

        if (found?.Delivery.Snapshot() is not { } delivery)
        {
            return null;
        }

        // Of the values of `status`, only `completed` is documented; of `responseCode`, only `OK`, which is the name of the status.
        return new JsonObject
        {
            ["correlationId"] = found.Id,
            ["partnerId"] = partnerId,
            ["status"] = delivery.State == WebhookDeliveryState.Waiting ? "pending" : "completed",
            ["callbackUrl"] = delivery.Url.AbsoluteUri,
            ["results"] = new JsonArray([.. delivery.Attempts.Select(attempt => new JsonObject
            {
                ["responseCode"] = attempt.StatusCode is { } status ? ((HttpStatusCode)status).ToString() : "",
                ["responseMessage"] = "",
                ["systemError"] = attempt.StatusCode is null,
                ["dateTimeUtc"] = attempt.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
            })]),
        };
    }

    private DateTimeOffset RemoveExpired()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_tests.TryPeek(out Test? oldest) && now - oldest.SentAt >= Lifetime)
        {
            _tests.Dequeue();
        }

        return now;
    }

    private sealed record Test(string Id, PendingDelivery Delivery, DateTimeOffset SentAt);
}
