using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Whom to invite into an engagement, and what to ask of them.</summary>
/// <remarks>
/// Immutable. Mirrors the invite context of Microsoft's page <em>Create a referral</em>, and of the 2018 page <em>Invite a participant</em>.
/// </remarks>
public sealed class Invitation
{
    private Invitation(ReferralTarget target, AssistanceRequestCode assistance, string? notes)
    {
        Target = target;
        Assistance = assistance;
        Notes = notes;
    }

    /// <summary>The kind of help that is asked for.</summary>
    public AssistanceRequestCode Assistance { get; }

    /// <summary>What the invited side is told. The deal's own notes are never passed on; these are.</summary>
    public string? Notes { get; }

    internal ReferralTarget Target { get; }

    internal bool IsToMicrosoft => Target.Id == ReferralTarget.Microsoft.Id;

    /// <summary>Invites Microsoft's sellers: a co-sell request.</summary>
    /// <param name="assistance">The kind of help that is asked for.</param>
    /// <param name="notes">What Microsoft's seller should know; null for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="assistance"/> is null or empty.</exception>
    public static Invitation ToMicrosoft(AssistanceRequestCode assistance, string? notes = null) =>
        new(ReferralTarget.Microsoft, Named(assistance), notes);

    /// <summary>Invites another partner.</summary>
    /// <param name="locationId">The id of a location of the partner's business profile, a GUID.</param>
    /// <param name="assistance">The kind of help that is asked for; <see cref="AssistanceRequestCode.Unknown"/> for none.</param>
    /// <param name="notes">What the partner should know; null for nothing.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="locationId"/> is not a GUID, or <paramref name="assistance"/> is null or empty.
    /// </exception>
    /// <remarks>
    /// Experimental: that partners can be invited is known from the user interface, the form on the wire is inferred from the target's description, and no example
    /// of it was found. It discloses to the partner what an invitation discloses to Microsoft, and needs the consent to share the contacts. Partners are invited into
    /// deals that the own organization has started; make one by <see cref="Deal.PartnerToPartner"/>. The API has no search for partners.
    /// </remarks>
    [Experimental("PCR001")]
    public static Invitation ToPartner(string locationId, AssistanceRequestCode assistance, string? notes = null)
    {
        Arguments.RequireGuid(locationId, nameof(locationId), "A location of a partner's business profile");
        return new Invitation(ReferralTarget.PartnerLocation(locationId), Named(assistance), notes);
    }

    /// <summary>Whom it is to and what is asked for, never the notes.</summary>
    public override string ToString() => $"{nameof(Invitation)} to {Target.Id}, {Assistance}";

    private static AssistanceRequestCode Named(AssistanceRequestCode assistance)
    {
        ArgumentNullException.ThrowIfNull(assistance);
        return assistance.Value.Length > 0
            ? assistance
            : throw new ArgumentException("Name the kind of help, such as AssistanceRequestCode.GeneralOrOther.", nameof(assistance));
    }

    /// <summary>
    /// The connected referral to create (wire contract 5.2). It is disclosed to another company: it names what is passed on, field by field, and
    /// never holds the deal's notes, CRM id, campaign, tags or members unknown to this version.
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
        InviteContext = new InviteContext { Notes = Notes, AssistanceRequestCode = Assistance },
    };

    private static CustomerProfile Disclosed(CustomerProfile customer) => new()
    {
        Name = customer.Name,
        Address = customer.Address is { } address ? Disclosed(address) : null,
        Team = [.. customer.Team.Select(Disclosed)],
        // A DUNS number is public; an external id is the partner's own.
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
            Solutions = [.. (details.Requirements?.Solutions ?? []).Select(solution => new SolutionTag { Id = solution.Id, Type = solution.Type })],
        },
    };
}
