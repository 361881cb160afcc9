select
    {{ submission_fault(
        'region_code', "members.region_code || ', the region of ' || members.member_code || ' (or empty)'"
    ) }}
from ({{ raw_rows('raw_submissions') }}) as raw_submissions
inner join {{ ref('members') }} as members
    on raw_submissions.member_code = members.member_code
where raw_submissions.region_code <> members.region_code
