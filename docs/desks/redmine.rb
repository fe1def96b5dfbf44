# What kiosks need in Redmine 5: three fields of issues, and a role with the rights to file and no more.
# Once, in Redmine's folder and as its user:  RAILS_ENV=production rails runner /path/to/redmine.rb
# It may be run again when there is a new tracker or project: what is there stays as it is.

Setting.rest_api_enabled = '1'

role = Role.find_or_initialize_by(name: 'Kiosk')
role.update!(
  issues_visibility: 'own', # a stolen key reads what its own kiosk filed, and nothing else
  users_visibility: 'members_of_visible_projects',
  assignable: false,
  permissions: %i[view_issues add_issues edit_own_issues set_own_issues_private manage_issue_relations]
)

# A second copy of a request is closed: by the last closing status of the list, "Rejected" where it is Redmine's own.
closing = IssueStatus.sorted.select(&:is_closed).last or abort 'No status closes an issue.'
Tracker.all.each do |tracker|
  IssueStatus.where.not(id: closing.id).each do |status|
    WorkflowTransition.find_or_create_by!(
      role_id: role.id, tracker_id: tracker.id, old_status_id: status.id, new_status_id: closing.id
    )
  end
end

{
  'KioskUUID' => 'Key of a request from a kiosk. It keeps a request from coming twice.',
  'KioskReference' => 'Number on the slip of the customer',
  'KioskCode' => 'Kiosk that filed the request'
}.each do |name, description|
  key = name == 'KioskUUID'
  IssueCustomField.find_or_initialize_by(name: name).update!(
    field_format: 'string', description: description, is_filter: true, searchable: !key, tracker_ids: Tracker.ids,
    # Redmine tells a kiosk the fields of a project, but not those "for all projects".
    is_for_all: false, project_ids: Project.active.ids,
    # Nobody but the kiosks sees the key, so that nobody changes it.
    visible: !key, role_ids: key ? [role.id] : []
  )
end
