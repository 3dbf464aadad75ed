using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>All records of one emulator. Everything that goes in or out is a copy; one lock guards the rest.</summary>
internal sealed class ReferralStore(Lifecycle lifecycle, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredReferral> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _expirations = new(StringComparer.OrdinalIgnoreCase);
    private long _lastSequence;

    /// <exception cref="ServiceFault">The engagement is unknown.</exception>
    public JsonObject Create(NewReferral created)
    {
        JsonObject record = created.Record;
        lock (_gate)
        {
            DateTimeOffset now = Now();

            // What the service answers here is not documented; 400 is inferred.
            if (created.EngagementId is { } engagementId && !_byId.Values.Any(other => IsOf(engagementId, other)))
            {
                throw ServiceFault.InvalidRequest("No referral of the organization has this engagementId.", "engagementId");
            }

            lifecycle.Start(record, created.Participant, created.EngagementId, now);
            StoredReferral stored = Put(record);
            if (WireDate.TryRead(stored.TextOf("expirationDateTime"), out DateTimeOffset expiration))
            {
                _expirations.Add(stored.Id, expiration);
            }

            return Copy(stored);
        }
    }

    /// <exception cref="ArgumentException">The id is taken, or is not a text.</exception>
    public JsonObject Add(JsonObject record)
    {
        JsonObject copy = record.DeepClone().AsObject();
        lock (_gate)
        {
            lifecycle.Complete(copy, Now());
            if (copy["id"] is not JsonValue value || !value.TryGetValue(out string? id) || _byId.ContainsKey(id))
            {
                throw new ArgumentException("The id must be a text that no other referral has.", nameof(record));
            }

            return Copy(Put(copy));
        }
    }

    public JsonObject? Find(string id)
    {
        lock (_gate)
        {
            Now();
            return _byId.TryGetValue(id, out StoredReferral? stored) ? Copy(stored) : null;
        }
    }

    /// <summary>All records in the order in which they came.</summary>
    public IReadOnlyList<JsonObject> All()
    {
        lock (_gate)
        {
            Now();
            return [.. InOrder().Select(Copy)];
        }
    }

    /// <summary>
    /// What a question finds. The function gets the records themselves, in the order in which they came, and must copy what it keeps.
    /// </summary>
    public TResult Query<TResult>(Func<IReadOnlyList<StoredReferral>, TResult> question)
    {
        lock (_gate)
        {
            Now();
            return question([.. InOrder()]);
        }
    }

    /// <summary>
    /// Changes a record as a client asked. The function gets the stored record, which it leaves alone, and gives what is to stand in its
    /// place; if it throws, nothing has happened.
    /// </summary>
    /// <exception cref="ServiceFault">There is no such record, or the change is refused.</exception>
    public JsonObject Change(string id, Func<ChangeContext, JsonObject> change)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            StoredReferral stored = _byId.GetValueOrDefault(id) ?? throw ServiceFault.NoSuchReferral();
            string engagementId = stored.TextOf("engagementId") ?? "";
            JsonObject[] engagement = [.. InOrder().Where(other => IsOf(engagementId, other)).Select(other => other.Record)];
            stored.Record = change(new ChangeContext(stored.Record, engagement, now));
            Written(stored, now);
            return Copy(stored);
        }
    }

    /// <summary>Plays something that is done to a record from the service's side.</summary>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    public void Act(string referralId, Action<JsonObject, DateTimeOffset> act)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            if (!_byId.TryGetValue(referralId, out StoredReferral? stored))
            {
                throw new ArgumentException($"There is no referral {referralId}.", nameof(referralId));
            }

            act(stored.Record, now);
            Written(stored, now);
        }
    }

    private static bool IsOf(string engagementId, StoredReferral referral) =>
        engagementId.Equals(referral.TextOf("engagementId"), StringComparison.OrdinalIgnoreCase);

    private static JsonObject Copy(StoredReferral stored) => stored.Record.DeepClone().AsObject();

    private IEnumerable<StoredReferral> InOrder() => _byId.Values.OrderBy(stored => stored.Sequence);

    private StoredReferral Put(JsonObject record)
    {
        var stored = new StoredReferral(record, ++_lastSequence);
        _byId.Add(stored.Id, stored);
        return stored;
    }

    private void Written(StoredReferral stored, DateTimeOffset now)
    {
        lifecycle.Stamp(stored.Record, now);
        if (stored.TextOf("status") != "New")
        {
            _expirations.Remove(stored.Id);
        }
    }

    // The present, after whatever time has done to the invitations that nobody answered.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string id, DateTimeOffset expiration) in _expirations.Where(entry => entry.Value <= now).ToArray())
        {
            lifecycle.Expire(_byId[id].Record, expiration);
            _expirations.Remove(id);
        }

        return now;
    }
}
