using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Writes a seeded referral as the service returns it, with every member of wire contract 3.1 in that order. It writes text directly,
/// because a hundred thousand trees of nodes would take half a minute.
/// </summary>
internal static class SeedWriter
{
    // The service's own address, as in real records. With the emulator's port, each run would create different records.
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(SeededReferral referral, ReferralsEmulatorOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(3072);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            WriteHead(writer, referral, options);
            WriteState(writer, referral);
            SeedObjects.WriteTarget(writer, referral);
            SeedObjects.WriteCustomer(writer, referral);
            SeedObjects.WriteConsent(writer, referral);
            SeedObjects.WriteDetails(writer, referral);
            SeedObjects.WriteTeam(writer, referral.Team);
            SeedObjects.WriteInvitation(writer, referral, options);
            WriteTail(writer, referral, options.MisspelledLinks ? MisspelledLink.Of(Collection) : Collection);
            writer.WriteEndObject();
        }

        // A copy has the right size. The buffer is half empty, and the record is kept.
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteNulls(Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteHead(Utf8JsonWriter writer, SeededReferral referral, ReferralsEmulatorOptions options)
    {
        writer.WriteString("id", referral.Id);
        writer.WriteString("engagementId", referral.EngagementId);
        writer.WriteString("name", $"{referral.Project} for {referral.Company}");
        writer.WriteString("organizationId", referral.IsMicrosofts ? NewReferral.MicrosoftId : options.OrganizationId);
        writer.WriteString("organizationName", referral.IsMicrosofts ? "Microsoft" : options.OrganizationName);
        WriteNulls(writer, "lastModifiedVia", "lastRunId");
        writer.WriteString("externalReferenceId", referral.ExternalId);
        SeedTimeline life = referral.Life;
        writer.WriteString("createdDateTime", DateTimeOffsetConverter.Write(life.Created));
        writer.WriteString("updatedDateTime", DateTimeOffsetConverter.Write(life.Updated));
        WriteDate(writer, "expirationDateTime", life.Expires);
    }

    private static void WriteState(Utf8JsonWriter writer, SeededReferral referral)
    {
        SeedTimeline life = referral.Life;
        writer.WriteString("status", life.State.Status);
        writer.WriteString("substatus", life.State.Substatus);
        writer.WriteString("statusReason", life.State.Substatus is "Lost" or "Declined" ? referral.Reason : null);
        writer.WriteString("qualification", referral.Kind.Qualification);
        writer.WriteString("type", referral.Kind.Type);
        writer.WriteNull("referralSource");

        // The last group starts with the second of the update (wire contract 6).
        writer.WriteString("eTag", string.Create(
            CultureInfo.InvariantCulture,
            $"\"{referral.Tag.ToString("N")[..8]}-0000-0100-0000-{(uint)life.Updated.ToUnixTimeSeconds():x8}0000\""));
        writer.WriteBoolean("favorite", referral.IsFavorite);
        writer.WriteNull("campaignId");
        writer.WriteString("salesStage", life.Stage);
        writer.WriteString("quality", "Unknown");
        writer.WriteBoolean("isSpam", false);
        writer.WriteString("direction", referral.Kind.Direction);
        WriteNulls(writer, "mpnId", "referralProgram");
        writer.WriteString("dealSensitivity", "None");
        writer.WriteNull("createdVia");
        SeedObjects.WriteEmptyList(writer, "tags");
        WriteDate(writer, "acceptedDateTime", life.Accepted);
        WriteDate(writer, "closedDateTime", life.Closed);
        writer.WriteNull("callToAction");
        writer.WriteString("registrationStatus", "None");
    }

    private static void WriteTail(Utf8JsonWriter writer, SeededReferral referral, string collection)
    {
        writer.WriteStartObject("links");

        // Raw blanks and an unquoted GUID, as the service writes them (wire contract 2.3 and 2.4).
        WriteLink(writer, "relatedReferrals", $"{collection}?$filter=engagementId eq {referral.EngagementId}");
        WriteLink(writer, "self", $"{collection}/{referral.Id}");
        writer.WriteEndObject();
        writer.WriteStartObject("trackingInfo");
        WriteNulls(
            writer, "microsoftMsxId", "microsoftUSFedOpportunityId", "microsoftUSFedLeadId",
            "migratedPSCDealId", "migratedPSCPartnerDealId");
        writer.WriteEndObject();
        SeedObjects.WriteEmptyList(writer, "registrations");
    }

    private static void WriteLink(Utf8JsonWriter writer, string name, string uri)
    {
        writer.WriteStartObject(name);
        writer.WriteString("uri", uri);
        writer.WriteString("method", "GET");
        writer.WriteEndObject();
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateTimeOffset? date) =>
        writer.WriteString(name, date is { } value ? DateTimeOffsetConverter.Write(value) : null);
}
