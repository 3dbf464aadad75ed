using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>All records of one emulator. What goes in or out as an object is a copy; one lock guards the rest.</summary>
internal sealed class ReferralStore(Lifecycle lifecycle, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly RecordTable _table = new();
    private readonly ListCache _listings = new();
    private readonly Dictionary<string, DateTimeOffset> _expirations = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ApiException">The engagement is unknown.</exception>
    public JsonObject Create(NewReferral created)
    {
        JsonObject record = created.Record;
        lock (_gate)
        {
            DateTimeOffset now = Now();

            // What the service answers here is not documented; 400 is inferred.
            if (created.EngagementId is { } engagementId && !_table.OfEngagement(engagementId).Any())
            {
                throw ApiException.InvalidRequest("No referral of the organization has this engagementId.", "engagementId");
            }

            if (created.Participant != Participant.Self)
            {
                EngagementRules.Check(
                    created.Participant, [.. _table.OfEngagement(created.EngagementId!).Select(other => other.ToObject())]);
            }

            lifecycle.Start(record, created.Participant, created.EngagementId, now);
            StoredReferral stored = _table.Add(sequence => new StoredReferral(record, sequence));
            if (stored.Fields.ExpirationDateTime is { } expiration)
            {
                _expirations.Add(stored.Fields.Id!, expiration);
            }

            return stored.ToObject();
        }
    }

    /// <exception cref="ArgumentException">The id is taken, or is not a text.</exception>
    public JsonObject Add(JsonObject record)
    {
        JsonObject copy = record.DeepClone().AsObject();

        // What is copied from an answer holds the answer's own members too (wire contract 2.1); a GET writes them anew.
        foreach (string name in copy.Select(member => member.Key).Where(Schema.IsAnnotation).ToArray())
        {
            copy.Remove(name);
        }

        lock (_gate)
        {
            lifecycle.Complete(copy, Now());
            if (copy["id"] is not JsonValue value || !value.TryGetValue(out string? id) || _table.Find(id) is not null)
            {
                throw new ArgumentException("The id must be a text that no other referral has.", nameof(record));
            }

            return _table.Add(sequence => new StoredReferral(copy, sequence)).ToObject();
        }
    }

    /// <summary>Adds records that are complete, all or none.</summary>
    /// <exception cref="ArgumentException">An id is taken.</exception>
    public void AddAll(IReadOnlyList<StoredReferral> records)
    {
        lock (_gate)
        {
            if (records.FirstOrDefault(record => _table.Find(record.Fields.Id!) is not null) is { } taken)
            {
                throw new ArgumentException($"There is a referral {taken.Fields.Id} already.", nameof(records));
            }

            foreach (StoredReferral record in records)
            {
                _table.Add(record.WithSequence);
            }
        }
    }

    public JsonObject? Find(string id)
    {
        lock (_gate)
        {
            Now();
            return _table.Find(id)?.ToObject();
        }
    }

    /// <summary>All records in the order in which they came.</summary>
    public IReadOnlyList<JsonObject> All()
    {
        StoredReferral[] all;
        lock (_gate)
        {
            Now();
            all = [.. _table.InOrder];
        }

        return [.. all.Select(stored => stored.ToObject())];
    }

    /// <summary>Everything that a query finds, in its order, as it is now.</summary>
    public IReadOnlyList<StoredReferral> Find(ListQuery query)
    {
        lock (_gate)
        {
            Now();
            return _listings.Find(query, _table);
        }
    }

    /// <summary>
    /// Changes a record as a client asked. The function gets the stored record, which it leaves alone, and gives what is to stand in its
    /// place; if it throws, nothing has happened.
    /// </summary>
    /// <exception cref="ApiException">There is no such record, or the change is refused.</exception>
    public JsonObject Change(string id, Func<ChangeContext, JsonObject> change)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            StoredReferral stored = _table.Find(id) ?? throw ApiException.ReferralNotFound();
            JsonObject[] engagement = [.. _table.OfEngagement(stored.Fields.EngagementId ?? "").Select(other => other.ToObject())];
            return Write(stored, change(new ChangeContext(stored.ToObject(), engagement, now)), now).ToObject();
        }
    }

    /// <summary>Plays something that is done to a record from the service's side.</summary>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    public void Act(string referralId, Action<JsonObject, DateTimeOffset> act)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            StoredReferral stored = _table.Find(referralId)
                ?? throw new ArgumentException($"There is no referral {referralId}.", nameof(referralId));
            JsonObject record = stored.ToObject();
            act(record, now);
            Write(stored, record, now);
        }
    }

    private StoredReferral Write(StoredReferral before, JsonObject record, DateTimeOffset now)
    {
        lifecycle.Stamp(record, now);
        StoredReferral written = _table.Replace(before, record);
        if (written.Fields.Status != "New")
        {
            _expirations.Remove(before.Fields.Id!);
        }

        return written;
    }

    // The present, after whatever time has done to the invitations that nobody answered.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string id, DateTimeOffset expiration) in _expirations.Where(entry => entry.Value <= now).ToArray())
        {
            StoredReferral stored = _table.Find(id)!;
            JsonObject record = stored.ToObject();
            lifecycle.Expire(record, expiration);
            _table.Replace(stored, record);
            _expirations.Remove(id);
        }

        return now;
    }
}
