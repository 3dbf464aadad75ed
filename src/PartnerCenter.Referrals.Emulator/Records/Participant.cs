namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the participant to whom a record belongs.</summary>
internal enum Participant
{
    /// <summary>The calling organization.</summary>
    Self,

    /// <summary>Microsoft.</summary>
    Microsoft,

    /// <summary>Another partner.</summary>
    Partner,
}
