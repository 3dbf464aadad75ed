using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Represents an invitation into an engagement: the participant to invite, and the kind of help to ask for.</summary>
/// <remarks>
/// The class is immutable. Microsoft documents the invite context in
/// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>; in 2018 it was on the page
/// <em>Invite a participant</em>.
/// </remarks>
public sealed class Invitation
{
    private Invitation(ReferralTarget target, AssistanceRequestCode assistanceRequestCode, string? notes)
    {
        Target = target;
        AssistanceRequestCode = assistanceRequestCode;
        Notes = notes;
    }

    /// <summary>Gets the kind of help that the invitation asks for.</summary>
    public AssistanceRequestCode AssistanceRequestCode { get; }

    /// <summary>Gets the notes that the participant can read; null for none. The deal's own notes are never disclosed.</summary>
    public string? Notes { get; }

    internal ReferralTarget Target { get; }

    internal bool IsToMicrosoft => Target.Id == ReferralTarget.Microsoft.Id;

    /// <summary>Creates an invitation to Microsoft's sellers, which is a co-sell request.</summary>
    /// <param name="assistanceRequestCode">The kind of help to ask for.</param>
    /// <param name="notes">The notes for Microsoft's seller; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="assistanceRequestCode"/> is null or empty.</exception>
    public static Invitation ToMicrosoft(AssistanceRequestCode assistanceRequestCode, string? notes = null) =>
        new(ReferralTarget.Microsoft, Named(assistanceRequestCode), notes);

    /// <summary>Creates an invitation to another partner.</summary>
    /// <param name="locationId">The id of a location in the partner's business profile, a GUID.</param>
    /// <param name="assistanceRequestCode">The kind of help to ask for; <see cref="AssistanceRequestCode.Unknown"/> for none.</param>
    /// <param name="notes">The notes for the partner; null for none.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="locationId"/> is not a GUID, or <paramref name="assistanceRequestCode"/> is null or empty.
    /// </exception>
    /// <remarks>
    /// This method is experimental. That partners can be invited is known from the user interface; the JSON is inferred from the
    /// description of the target, and no example of it was found. The invitation discloses to the partner what an invitation to Microsoft
    /// discloses to Microsoft, and needs the consent to share the contacts. You can invite partners only into deals that your organization
    /// started; <see cref="Deal.PartnerToPartner"/> creates a draft of one. The API has no search for partners.
    /// </remarks>
    [Experimental("PCR001")]
    public static Invitation ToPartner(string locationId, AssistanceRequestCode assistanceRequestCode, string? notes = null)
    {
        Arguments.RequireGuid(locationId, nameof(locationId), "The id of a business profile location");
        return new Invitation(ReferralTarget.PartnerLocation(locationId), Named(assistanceRequestCode), notes);
    }

    /// <summary>Returns the id of the target and the kind of help, never the notes.</summary>
    public override string ToString() => $"{nameof(Invitation)} to {Target.Id}, {AssistanceRequestCode}";

    private static AssistanceRequestCode Named(AssistanceRequestCode assistanceRequestCode)
    {
        ArgumentNullException.ThrowIfNull(assistanceRequestCode);
        return assistanceRequestCode.Value.Length > 0
            ? assistanceRequestCode
            : throw new ArgumentException(
                "The kind of help must not be empty. Pass one such as AssistanceRequestCode.GeneralOrOther.",
                nameof(assistanceRequestCode));
    }

    /// <summary>
    /// Returns the connected referral to create (wire contract 5.2). It is disclosed to another company, so it is built field by field. It
    /// never holds the deal's notes, CRM id, campaign, tags or members that this version does not know.
    /// </summary>
    internal Referral ConnectedTo(Referral deal) => new()
    {
        Name = deal.Name,
        EngagementId = deal.EngagementId,
        Type = ReferralType.Shared,
        Qualification = deal.Qualification,
        Target = [Target],
        CustomerProfile = deal.CustomerProfile is { } customer ? Disclosed(customer) : null,
        Consent = deal.Consent is { } consent ? Disclosed(consent) : null,
        Details = deal.Details is { } details ? Disclosed(details) : null,
        Team = [.. deal.Team.Select(Disclosed)],
        InviteContext = new InviteContext { Notes = Notes, AssistanceRequestCode = AssistanceRequestCode },
    };

    private static CustomerProfile Disclosed(CustomerProfile customer) => new()
    {
        Name = customer.Name,
        Address = customer.Address is { } address ? Disclosed(address) : null,
        Team = [.. customer.Team.Select(Disclosed)],
        // A DUNS number is public; an external id belongs to the partner's own systems.
        Ids = [.. customer.Ids.Where(id => id.ProfileType == CustomerProfileIdType.Duns)
            .Select(id => new CustomerProfileId { ProfileType = id.ProfileType, Id = id.Id })],
    };

    private static Address Disclosed(Address address) => new()
    {
        AddressLine1 = address.AddressLine1,
        AddressLine2 = address.AddressLine2,
        City = address.City,
        State = address.State,
        PostalCode = address.PostalCode,
        Country = address.Country,
        Region = address.Region,
    };

    private static Member Disclosed(Member member) => new()
    {
        FirstName = member.FirstName,
        LastName = member.LastName,
        PhoneNumber = member.PhoneNumber,
        Email = member.Email,
    };

    private static Consent Disclosed(Consent consent) => new()
    {
        ConsentToShareInfoWithOthers = consent.ConsentToShareInfoWithOthers,
        ConsentToContact = consent.ConsentToContact,
        ConsentToShareReferralWithMicrosoftSellers = consent.ConsentToShareReferralWithMicrosoftSellers,
    };

    private static ReferralDetails Disclosed(ReferralDetails details) => new()
    {
        DealValue = details.DealValue,
        Currency = details.Currency,
        ClosingDateTime = details.ClosingDateTime,
        Requirements = new ReferralRequirements
        {
            Solutions = [.. (details.Requirements?.Solutions ?? [])
                .Select(solution => new SolutionTag { Id = solution.Id, Type = solution.Type })],
        },
    };
}
