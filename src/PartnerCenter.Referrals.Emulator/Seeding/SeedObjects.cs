using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Writes the objects inside a seeded referral (wire contract 3.2 to 3.9).</summary>
internal static class SeedObjects
{
    public static void WriteTarget(Utf8JsonWriter writer, SeededReferral referral)
    {
        writer.WriteStartArray("target");
        if (referral.Kind.Type == "Shared")
        {
            writer.WriteStartObject();
            writer.WriteString("type", referral.IsMicrosofts ? "BusinessProfileLocation" : "SolutionProfile");
            writer.WriteString("id", referral.IsMicrosofts ? NewReferral.MicrosoftId : referral.Solution);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteCustomer(Utf8JsonWriter writer, SeededReferral referral)
    {
        writer.WriteStartObject("customerProfile");
        writer.WriteString("name", referral.Company);
        writer.WriteString("size", referral.Size);
        writer.WriteBoolean("isMatchingComplete", false);
        writer.WriteStartObject("address");
        writer.WriteString("addressLine1", "1 Sample Street");
        writer.WriteNull("addressLine2");
        writer.WriteString("city", referral.Place.City);
        SeedWriter.WriteNulls(writer, "state", "postalCode");
        writer.WriteString("country", referral.Place.Country);
        writer.WriteNull("region");
        writer.WriteEndObject();
        WriteTeam(writer, [referral.Contact]);
        WriteEmptyList(writer, "ids");
        writer.WriteEndObject();
    }

    public static void WriteConsent(Utf8JsonWriter writer, SeededReferral referral)
    {
        writer.WriteStartObject("consent");
        writer.WriteBoolean("consentToToShareInfoWithOthers", true);
        writer.WriteBoolean("consentToContact", true);
        writer.WriteBoolean("consentToShareReferralWithMicrosoftSellers", referral.Kind.IsSharedWithSellers);
        writer.WriteEndObject();
    }

    public static void WriteDetails(Utf8JsonWriter writer, SeededReferral referral)
    {
        writer.WriteStartObject("details");
        writer.WriteString("notes", $"{referral.Company} asks for: {referral.Project}.");

        // wire contract 3.6: leads have no value.
        bool isLead = referral.Kind.Qualification == "Direct";
        if (isLead)
        {
            SeedWriter.WriteNulls(writer, "dealValue", "currency", "closingDateTime");
        }
        else
        {
            writer.WriteNumber("dealValue", referral.Value);
            writer.WriteString("currency", referral.Place.Currency);
            writer.WriteString("closingDateTime", DateTimeOffsetConverter.Write(referral.Closing));
        }

        SeedWriter.WriteNulls(writer, "customerRequestedContact", "customerAction", "incentiveLevel");
        WriteRequirements(writer, referral);
        writer.WriteEndObject();
    }

    public static void WriteTeam(Utf8JsonWriter writer, IReadOnlyList<SeededPerson> people)
    {
        writer.WriteStartArray("team");
        foreach (SeededPerson person in people)
        {
            writer.WriteStartObject();
            writer.WriteString("firstName", person.FirstName);
            writer.WriteString("lastName", person.LastName);
            writer.WriteString("phoneNumber", person.Phone);
            writer.WriteString("email", person.Email);
            writer.WriteNull("title");
            writer.WriteStartObject("contactPreference");
            writer.WriteString("locale", "en-US");
            writer.WriteBoolean("disableNotifications", false);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteInvitation(Utf8JsonWriter writer, SeededReferral referral, ReferralsEmulatorOptions options)
    {
        (string? id, string? name) = referral.Kind.Inviter switch
        {
            SeedInviter.Own => (options.OrganizationId, options.OrganizationName),
            SeedInviter.Microsoft => (NewReferral.MicrosoftId, "Microsoft"),
            SeedInviter.Partner => (SeedData.IdOfPartner(referral.Partner), referral.Partner),
            _ => (null, null),
        };
        writer.WriteStartObject("inviteContext");
        writer.WriteString("notes", referral.IsMicrosofts ? $"Please help {referral.Company} with this." : null);
        writer.WriteString("assistanceRequestCode", referral.Assistance);
        writer.WriteNull("invitedMpnId");
        writer.WriteStartObject("invitedBy");
        writer.WriteString("organizationId", id);
        writer.WriteString("organizationName", name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteEmptyList(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }

    private static void WriteRequirements(Utf8JsonWriter writer, SeededReferral referral)
    {
        writer.WriteStartObject("requirements");
        WriteIds(writer, "industries", referral.Industry);
        WriteIds(writer, "products", referral.Product);
        WriteEmptyList(writer, "services");
        writer.WriteStartArray("solutions");
        writer.WriteStartObject();
        writer.WriteString("id", referral.Solution);
        writer.WriteString("name", referral.Project);
        writer.WriteString("type", "Name");
        SeedWriter.WriteNulls(writer, "price", "quantity", "currency", "publisherName", "solutionType", "closingDateTime");
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteEmptyList(writer, "offers");
        WriteEmptyList(writer, "salesPlays");
        writer.WriteStartObject("additionalRequirements");
        writer.WriteStartObject("iot");
        SeedWriter.WriteNulls(writer, "customerLicenseAgreementNumber", "deviceCategory", "siliconType");
        writer.WriteBoolean("azureCertifiedDevice", false);
        writer.WriteBoolean("attachServices", false);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter writer, string name, string id)
    {
        writer.WriteStartArray(name);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
